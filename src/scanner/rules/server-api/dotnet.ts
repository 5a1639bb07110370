import { codeAround } from "../../patterns/call.ts";
import type { Pattern } from "../../patterns/pattern.ts";
import { listensPublicly } from "./listens-publicly.ts";

const languages = ["csharp", "fsharp", "visual-basic", "powershell"];
const why = "A server that listens without TLS.";

/** .NET: Kestrel, HttpListener, OWIN. */
export const dotnet: readonly Pattern[] = [
  {
    // https://learn.microsoft.com/dotnet/api/system.net.httplistener: all hosts
    words: ["http://+", "http://*"],
    match: /http:\/\/[+*](?::(?:\d{1,5}|[${][^"'\s/]{0,60}))?(?:\/|["'\s;]|$)/i,
    languages: [...languages, "json", "yaml", "dotenv", "shell", "xml"],
    why,
  },
  {
    words: "http://0.0.0.0",
    languages: [...languages, "json", "yaml", "dotenv", "shell"],
    match:
      /(?:UseUrls|Urls\.Add|ASPNETCORE_URLS|DOTNET_URLS|applicationUrl|--urls|"(?:urls|Url)")[^\n]{0,120}?http:\/\/0\.0\.0\.0/i,
    why,
  },
  {
    // https://learn.microsoft.com/aspnet/core/fundamentals/servers/kestrel/endpoints
    words: "listenanyip(",
    languages,
    in: "code",
    match: /\.ListenAnyIP\(/,
    when: (place) => !/^[^;]{0,300}\bUseHttps\b/.test(codeAround(place, 0, 320).after),
    why,
  },
  {
    words: "allowinsecurehttp",
    languages,
    in: "code",
    match: /\bAllowInsecureHttp\s*=\s*true\b/,
    when: listensPublicly,
    why: "Tokens may be asked for without TLS.",
  },
];
