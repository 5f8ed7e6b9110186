// Tencent's own client of the long connection, driven line by line: a JSON array [method, ...arguments] in, what came
// of it out. A frame that was heard is told as ["heard", event, frame] and named as "$n" in later arguments.
import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';

const sdk = createRequire(import.meta.url)(process.env.WECOM_AIBOT_SDK);
const [wsUrl, botId, secret] = process.argv.slice(2);
const silent = { debug() {}, info() {}, warn() {}, error() {} };
const client = new sdk.WSClient({
  wsUrl, botId, secret, logger: silent, heartbeatInterval: 300, reconnectInterval: 50, maxReconnectAttempts: 20,
});
const frames = [];
const tell = (...what) => process.stdout.write(JSON.stringify(what) + '\n');

for (const event of ['authenticated', 'disconnected', 'error', 'reconnecting'])
  client.on(event, (reason) => tell('state', event, String(reason?.message ?? reason ?? '')));
for (const event of ['message', 'event'])
  client.on(event, (frame) => {
    frames.push(frame);
    tell('heard', event, frame);
  });

const methods = {
  uploadMedia: (base64, options) => client.uploadMedia(Buffer.from(base64, 'base64'), options),
  downloadFile: async (url, key) => {
    const { buffer, filename } = await client.downloadFile(url, key);
    return { base64: buffer.toString('base64'), filename };
  },
};
const meant = (value) => (typeof value === 'string' && /^\$\d+$/.test(value) ? frames[Number(value.slice(1))] : value);

createInterface({ input: process.stdin }).on('line', async (line) => {
  const [method, ...given] = JSON.parse(line);
  try {
    const call = methods[method] ?? client[method].bind(client);
    tell('done', await call(...given.map(meant)));
  } catch (error) {
    tell('failed', error.errcode ?? error.body?.errcode ?? 0, String(error.message ?? error.errmsg ?? JSON.stringify(error)));
  }
}).on('close', () => process.exit(0));
client.connect();
