// Uses a server through OpenAI's own client and writes what came as one line of JSON.
// Arguments: address, key, model.
import OpenAI from 'openai';

const [address, apiKey, model] = process.argv.slice(2);
const options = { baseURL: `${address}/v1`, apiKey, maxRetries: 0 };
const messages = [{ role: 'user', content: 'Hello.' }];

async function stream(name, client = new OpenAI(options)) {
  const result = { thinking: '', text: '', end: '', tokens: 0, error: '' };
  try {
    const parts = await client.chat.completions.create({
      model: name,
      messages,
      stream: true,
      stream_options: { include_usage: true },
    });
    for await (const part of parts) {
      const choice = part.choices[0];
      result.thinking += choice?.delta?.reasoning_content ?? '';
      result.text += choice?.delta?.content ?? '';
      result.end = choice?.finish_reason ?? result.end;
      result.tokens = part.usage?.completion_tokens ?? result.tokens;
    }
  } catch (error) {
    result.error = `${error.constructor.name} ${error.status ?? ''} ${error.message}`;
  }
  return result;
}

const models = [];
for await (const entry of new OpenAI(options).models.list()) {
  models.push(entry.id);
}
console.log(JSON.stringify({
  models,
  whole: await stream(model),
  failing: await stream(model),
  cut: await stream(model),
  busy: await stream(model),
  unknown: await stream('no-such-model'),
  keyless: await stream(model, new OpenAI({ ...options, apiKey: 'sk-wrong' })),
}));
