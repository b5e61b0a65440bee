// Uses a server through Anthropic's own client and writes what came as one line of JSON.
// Arguments: address, key, model.
import Anthropic from '@anthropic-ai/sdk';

const [baseURL, apiKey, model] = process.argv.slice(2);
const options = { baseURL, apiKey, maxRetries: 0 };
const messages = [{ role: 'user', content: 'Hello.' }];

async function stream(name, more = {}, client = new Anthropic(options)) {
  const result = { thinking: '', text: '', json: '', end: '', tokens: 0, error: '' };
  try {
    const message = await client.messages
      .stream({ model: name, max_tokens: 100, messages, ...more })
      .on('thinking', (delta) => { result.thinking += delta; })
      .on('text', (delta) => { result.text += delta; })
      .on('inputJson', (delta) => { result.json += delta; })
      .finalMessage();
    result.end = message.stop_reason;
    result.tokens = message.usage.output_tokens;
  } catch (error) {
    result.error = `${error.constructor.name} ${error.status ?? ''} ${error.message}`;
  }
  return result;
}

const tool = {
  tools: [{ name: 'posting', description: 'Takes the answer.', input_schema: { type: 'object' } }],
  tool_choice: { type: 'tool', name: 'posting' },
};
const models = [];
for await (const entry of new Anthropic(options).models.list()) {
  models.push(entry.id);
}
console.log(JSON.stringify({
  models,
  whole: await stream(model),
  failing: await stream(model),
  cut: await stream(model),
  busy: await stream(model),
  tool: await stream(model, tool),
  unknown: await stream('no-such-model'),
  keyless: await stream(model, {}, new Anthropic({ ...options, apiKey: 'sk-wrong' })),
}));
