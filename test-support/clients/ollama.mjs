// Uses a server through Ollama's own client and writes what came as one line of JSON.
// Arguments: address, key (not used), model.
import { Ollama } from 'ollama';

const [host, , model] = process.argv.slice(2);
const client = new Ollama({ host });
const messages = [{ role: 'user', content: 'Hello.' }];

async function stream(name) {
  const result = { thinking: '', text: '', end: '', error: '' };
  try {
    for await (const part of await client.chat({ model: name, messages, stream: true })) {
      result.thinking += part.message.thinking ?? '';
      result.text += part.message.content;
      result.end = part.done ? part.done_reason : '';
    }
  } catch (error) {
    result.error = `${error.status_code ?? ''} ${error.message}`.trim();
  }
  return result;
}

const models = (await client.list()).models.map((entry) => entry.name);
const shown = await client.show({ model });
const pulled = [];
for await (const part of await client.pull({ model, stream: true })) {
  pulled.push(part.status);
}
console.log(JSON.stringify({
  models,
  capabilities: shown.capabilities,
  pulled: pulled.at(-1),
  whole: await stream(model),
  failing: await stream(model),
  cut: await stream(model),
  busy: await stream(model),
  unknown: await stream('no-such-model'),
}));
