// An app's callback URL by Tencent's @wecom/crypto: opens what it is brought, tells it as a line, answers sealed.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';

const { decrypt, encrypt, getSignature } = createRequire(import.meta.url)(process.env.WECOM_CRYPTO);
const [token, key, corp] = process.argv.slice(2);
const tell = (what) => process.stdout.write(JSON.stringify(what) + '\n');

function opened(query, sealed) {
  const signed = getSignature(token, query.get('timestamp'), query.get('nonce'), sealed);
  if (signed !== query.get('msg_signature')) throw new Error('signature');
  const { message, id } = decrypt(key, sealed);
  if (id !== corp) throw new Error('receiver');
  return message;
}

const server = createServer(async (request, response) => {
  const query = new URL(request.url, 'http://127.0.0.1').searchParams;
  if (request.method === 'GET') return response.end(opened(query, query.get('echostr')));
  let raw = '';
  for await (const piece of request.setEncoding('utf8')) raw += piece;
  tell({ xml: opened(query, raw.match(/<Encrypt><!\[CDATA\[(.*?)\]\]>/)[1]) });
  const sealed = encrypt(key, '<xml><MsgType>text</MsgType><Content>收到</Content></xml>', corp);
  const sign = getSignature(token, '1', 'n', sealed);
  return response.end(`<xml><Encrypt>${sealed}</Encrypt><MsgSignature>${sign}</MsgSignature><TimeStamp>1</TimeStamp><Nonce>n</Nonce></xml>`);
});
server.listen(0, '127.0.0.1', () => tell({ url: `http://127.0.0.1:${server.address().port}/hook` }));
