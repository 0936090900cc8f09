// Answers "run N" on standard input with the milliseconds of N runs of one ONNX model.
// arguments: install-folder model input output batch threads
'use strict';
const fs = require('fs');
const path = require('path');
const readline = require('readline');

const [install, model, input, output, batch, threads] = process.argv.slice(2);
const { InferenceSession, Tensor } = require(path.join(install, 'node_modules', 'onnxruntime-node'));
const say = (answer) => process.stdout.write(JSON.stringify(answer) + '\n');
const now = () => Number(process.hrtime.bigint()) / 1e6;

async function main() {
  const base = process.memoryUsage().rss / 2 ** 20;
  const start = now();
  const session = await InferenceSession.create(model, {
    executionProviders: ['cpu'],
    graphOptimizationLevel: 'all',
    executionMode: 'sequential',
    intraOpNumThreads: Number(threads),
    interOpNumThreads: 1,
    // Threads may spin while a run lasts, as they do by default, but not while another engine is measured.
    extra: { session: { force_spinning_stop: '1' } },
  });
  const loaded = now();
  const bytes = fs.readFileSync(input);
  const all = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
  const shape = session.inputMetadata[0].shape.map(Number);
  shape[0] = Number(batch);
  const floats = all.slice(0, shape.reduce((a, b) => a * b, 1));
  const feeds = { [session.inputNames[0]]: new Tensor('float32', floats, shape) };
  const begin = now();
  const result = await session.run(feeds);
  const end = now();
  const values = result[session.outputNames[0]].data;
  fs.writeFileSync(output, Buffer.from(values.buffer, values.byteOffset, values.byteLength));
  say({ load_ms: loaded - start, first_ms: end - begin, base_mb: base });
  for await (const line of readline.createInterface({ input: process.stdin })) {
    if (!line.startsWith('run ')) {
      return;
    }
    const ms = [];
    for (let i = Number(line.slice(4)); i > 0; i--) {
      const at = now();
      await session.run(feeds);
      ms.push(now() - at);
    }
    say({ ms });
  }
}

main().then(() => process.exit(0), (error) => {
  console.error(String(error));
  process.exit(1);
});
