import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";

const tunnels: (string | undefined)[] = [];
const proxy = createServer((_, response) => response.writeHead(500).end());
proxy.on("connect", (request, socket) => {
  tunnels.push(request.url);
  socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
});

beforeAll(() => once(proxy.listen(0, "127.0.0.1"), "listening"));
afterAll(() => void proxy.close());

/** Settings of a process are global: each case asks in a process of its own. */
async function tunnelsOf(url: string, except: string | null): Promise<(string | undefined)[]> {
  tunnels.length = 0;
  const { port } = proxy.address() as AddressInfo;
  const script = `
    const { useProxy } = await import(${JSON.stringify(new URL("../src/proxy.ts", import.meta.url).href)});
    useProxy(${JSON.stringify({ https: `http://127.0.0.1:${port}`, except })}, {});
    await fetch(${JSON.stringify(url)}).catch(() => null);`;
  await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], { env: {} });
  return [...tunnels];
}

test.for<[string, string, string | null, string[]]>([
  ["https", "https://api.example.test/", null, ["api.example.test:443"]],
  ["an excepted host", "https://api.localhost/", "api.localhost", []],
  ["loopback", "https://127.0.0.1:1/", "other.example.test", []],
])("%s", async ([, url, except, expected]) => {
  expect(await tunnelsOf(url, except)).toEqual(expected);
});
