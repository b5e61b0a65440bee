// A contestant of `./jobstream bench extraction`: node-llama-cpp with its JSON-schema grammar.
// Reads one JSON object a line, answers with one. The first line says which model and settings;
// each further one is an extraction: the tokens of the prompt, the tokens of the answer that it
// is made to write, and whether the instructions' cache is kept.
import {createInterface} from "node:readline";
import {getLlama, LlamaGrammarEvaluationState, TokenBias} from "node-llama-cpp";

const lines = createInterface({input: process.stdin})[Symbol.asyncIterator]();

async function next() {
    const {value, done} = await lines.next();
    return done ? null : JSON.parse(value);
}

function answer(object) {
    process.stdout.write(JSON.stringify(object) + "\n");
}

const setup = await next();

// Milliseconds that passed, or that this process computed.
function millis() {
    if (!setup.cpu)
        return performance.now();
    const {user, system} = process.cpuUsage();
    return (user + system) / 1000;
}

// Never builds or downloads: the libraries are those of `@node-llama-cpp/<platform>`.
const llama = await getLlama({build: "never", gpu: false, logLevel: "error", maxThreads: setup.threads});
const model = await llama.loadModel({modelPath: setup.model, gpuLayers: 0});
const context = await model.createContext({
    contextSize: setup.contextTokens,
    batchSize: setup.batchTokens,
    threads: setup.threads,
    flashAttention: setup.flashAttention
});
const sequence = context.getSequence();
const grammar = await llama.createGrammarForJsonSchema(setup.schema);
answer({ready: true});

for (let job = await next(); job != null; job = await next()) {
    if (!job.prefixKept)
        await sequence.clearHistory();
    const start = millis();
    await sequence.adaptStateToTokens(job.prompt);
    const kept = sequence.nextTokenIndex;
    const written = [];
    const times = [];
    const bias = () => TokenBias.for(model).set(job.answer[written.length], {logit: 1e6});
    const state = new LlamaGrammarEvaluationState({model, grammar});
    for await (const token of sequence.evaluate(job.prompt.slice(kept), {
        temperature: 0,
        grammarEvaluationState: state,
        tokenBias: bias,
        yieldEogToken: false
    })) {
        written.push(token);
        times.push(millis() - start);
        if (written.length === job.answer.length)
            break;
    }
    answer({written, times, kept});
}
await llama.dispose();
