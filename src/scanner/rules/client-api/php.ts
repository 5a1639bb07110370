import { judgeText, judgeValue } from "../../patterns/judge-value.ts";
import type { Pattern } from "../../patterns/pattern.ts";

const languages = ["php"];

/** Clients in PHP that are told no scheme. */
export const php: readonly Pattern[] = [
  {
    // https://www.php.net/manual/en/function.fsockopen.php
    words: ["fsockopen"],
    languages,
    in: "code",
    match: /\bp?fsockopen\(\s*([^,()\n]{1,200}),\s*(?:80|8080)\s*[,)]/i,
    when: (place) => judgeValue(place, place.match[1] ?? ""),
    why: "A plain socket to the port of HTTP.",
  },
  {
    // https://www.php.net/manual/en/function.stream-socket-client.php
    words: ["stream_socket_client"],
    languages,
    match: /\bstream_socket_client\(\s*["']tcp:\/\/([^"'/\s]{1,200}):(?:80|8080)["']/,
    when: (place) => judgeText(place, place.match[1] ?? ""),
    why: "A plain socket to the port of HTTP.",
  },
  {
    // https://www.php.net/manual/en/function.curl-init.php: without a scheme cURL takes http
    words: ["curl_init", "curlopt_url"],
    languages,
    match:
      /\b(?:curl_init\(|CURLOPT_URL\s*(?:,|=>))\s*["']([\w-]+(?:\.[\w-]+)*\.[a-z]{2,24}(?::\d{1,5})?(?:[/?][^"'\n]{0,200})?)["']/,
    when: (place) => judgeText(place, place.match[1] ?? ""),
    why: "Without a scheme cURL speaks http.",
  },
  {
    // https://wiki.swoole.com/en/#/coroutine_client/http_client
    words: "http\\client(",
    languages,
    in: "code",
    match: /\bnew\s+\\?(?:Swoole\\(?:Coroutine\\)?|Co\\)?Http\\Client\(\s*([^,()\n]{1,200}),\s*80\s*\)/,
    when: (place) => judgeValue(place, place.match[1] ?? ""),
    why: "The client speaks http; its third argument would encrypt.",
  },
];
