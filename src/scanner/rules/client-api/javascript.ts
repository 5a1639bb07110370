import { groupAround, named } from "../../patterns/call.ts";
import { judgeText, judgeValue } from "../../patterns/judge-value.ts";
import type { Pattern } from "../../patterns/pattern.ts";
import { nodeHttp } from "./node-http.ts";
import { judgeEndpoint } from "./scheme-context.ts";

const languages = ["javascript"];

/** JavaScript and TypeScript: Node, the AWS SDK, Electron, React Native. */
export const javascript: readonly Pattern[] = [
  ...nodeHttp,
  {
    // https://docs.aws.amazon.com/AWSJavaScriptSDK/latest/AWS/Config.html
    words: "sslenabled",
    languages,
    in: "code",
    match: /\bsslEnabled\s*[:=](?!=)\s*false\b/,
    when: (place) => {
      const endpoint = named(groupAround(place), /^endpoint$/);
      return endpoint === undefined || judgeEndpoint(place, endpoint);
    },
    why: "The AWS client is told to do without TLS.",
  },
  {
    // https://www.electronjs.org/docs/latest/tutorial/security#8-do-not-enable-allowrunninginsecurecontent
    words: ["allowrunninginsecurecontent", "allow-running-insecure-content"],
    languages,
    match: /\ballowRunningInsecureContent["']?\s*[:=](?!=)\s*true\b|["'](?:--)?allow-running-insecure-content["']/,
    why: "Pages over HTTPS may load scripts without TLS.",
  },
  {
    // https://github.com/react-native-webview/react-native-webview/blob/master/docs/Reference.md#mixedcontentmode
    words: "mixedcontentmode",
    languages,
    match: /\bmixedContentMode\s*[:=]\s*\{?\s*["']always["']/,
    why: "Pages over HTTPS may load content without TLS.",
  },
  {
    // https://nodejs.org/api/net.html#netconnect
    words: ["net.connect(", "net.createconnection("],
    languages,
    in: "code",
    match:
      /\bnet\.(?:connect|createConnection)\(\s*(?:80\s*,\s*("[^"\n]{1,200}"|'[^'\n]{1,200}')|\{\s*port:\s*80\s*,\s*host:\s*("[^"\n]{1,200}"|'[^'\n]{1,200}')|\{\s*host:\s*("[^"\n]{1,200}"|'[^'\n]{1,200}')\s*,\s*port:\s*80\b)/,
    when: (place) => judgeValue(place, place.match[1] ?? place.match[2] ?? place.match[3] ?? ""),
    why: "A plain socket to the port of HTTP.",
  },
  {
    // The legacy client of Elasticsearch speaks http to a host without a scheme
    words: "elasticsearch.client(",
    languages,
    in: "code",
    match: /\belasticsearch\.Client\(\s*\{\s*hosts?:\s*\[?\s*["']([\w.-]{1,200}(?::\d{1,5})?)["']/,
    when: (place) => judgeText(place, place.match[1] ?? ""),
    why: "Without a scheme the client speaks http.",
  },
];
