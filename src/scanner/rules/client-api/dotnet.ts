import type { Severity } from "../../finding.ts";
import { codeAround, groupAfter, named, positional } from "../../patterns/call.ts";
import { judgeText, judgeValue } from "../../patterns/judge-value.ts";
import type { Pattern } from "../../patterns/pattern.ts";
import type { Place } from "../../patterns/place.ts";
import { isChosen } from "./scheme-choice.ts";
import { judgeEndpoint, judgeHostNearby } from "./scheme-context.ts";

const languages = ["csharp", "fsharp", "visual-basic", "powershell"];
const development = /IsDevelopment\(|#if\s+DEBUG|EnvironmentName/;

/** https://learn.microsoft.com/dotnet/api/system.uribuilder: http and localhost are its defaults. */
function weighUriBuilder(place: Place): Severity | null {
  const call = groupAfter(place);
  const first = positional(call, 0) ?? named(call, /scheme/) ?? "";
  if (/^["']http["']$|\bUri\.UriSchemeHttp$/.test(first))
    return isChosen(place) ? null : judgeValue(place, positional(call, 1) ?? named(call, /host/) ?? "");
  const alone = /^["']([\w-]+\.[\w.-]+(?::\d+)?(?:\/[^"'\s]*)?)["']$/.exec(first)?.[1];
  if (alone !== undefined) return judgeText(place, alone);
  const host = named(call, /Host/);
  return host === undefined || named(call, /Scheme/) !== undefined || isChosen(place) ? null : judgeValue(place, host);
}

function unlessDevelopment(place: Place): boolean | Severity {
  return development.test(codeAround(place, 300, 0).before) ? "notice" : true;
}

/** .NET: addresses, WCF, the AWS SDK, authentication. */
export const dotnet: readonly Pattern[] = [
  {
    words: "uribuilder",
    languages,
    in: "code",
    match:
      /(?:\bnew\s+(?:System\.)?UriBuilder(?:\(\s*\))?|\[(?:System\.)?UriBuilder\]::new|New-Object\s+(?:-TypeName\s+)?(?:System\.)?UriBuilder|\bUriBuilder\s+\w{1,60}\s*=\s*new|\bUriBuilder)\s*(?=[({])/i,
    when: weighUriBuilder,
    why: "An address is put together with the scheme http.",
  },
  {
    words: "uri.urischemehttp",
    languages,
    match: /(?:\bScheme\s*=\s*|\$"\{|(?:\+|(?<![=!])=)\s*)(?:System\.)?Uri\.UriSchemeHttp\b(?=\s*[;,)}+])/,
    when: (place) => (isChosen(place) ? null : judgeHostNearby(place)),
    why: "An address is put together with the scheme http.",
  },
  {
    // WCF, https://learn.microsoft.com/dotnet/api/system.servicemodel.basichttpsecuritymode
    words: ["securitymode.none"],
    languages,
    in: "code",
    match: /\b(?:BasicHttp|WSDualHttp|NetHttp)?SecurityMode\.None\b/,
    when: (place) => /(?:[(,]|(?<![=!])=)\s*$/.test(codeAround(place, 60, 0).before),
    why: "The binding has no security: it speaks http.",
  },
  {
    // https://docs.aws.amazon.com/sdkfornet/v3/apidocs/items/Runtime/TClientConfig.html
    words: "usehttp",
    languages,
    in: "code",
    match: /\bUseHttp\s*=\s*true\b/,
    when: (place) => {
      const { before, after } = codeAround(place, 200, 200);
      const address = /\bServiceURL\s*=\s*([^\n;,}]{1,160})/.exec(before + after)?.[1];
      return address === undefined || judgeEndpoint(place, address);
    },
    why: "The AWS client is told to speak http.",
  },
  {
    // JwtBearerOptions, OpenIdConnectOptions, IdentityModel's DiscoveryPolicy, OpenIddict
    words: ["requirehttpsmetadata", "requirehttps", "disabletransportsecurityrequirement"],
    languages,
    in: "code",
    match: /\bRequireHttps(?:Metadata)?\s*=\s*false\b|\.DisableTransportSecurityRequirement\(\)/,
    when: unlessDevelopment,
    why: "Keys and tokens may be fetched without TLS.",
  },
  {
    // https://learn.microsoft.com/dotnet/api/system.net.sockets.tcpclient
    words: ["tcpclient(", "tcpclient]::new("],
    languages,
    in: "code",
    match: /\bTcpClient(?:\]::new)?\(\s*(["'][^"'\n]{1,200}["'])\s*,\s*80\s*\)/i,
    when: (place) => judgeValue(place, place.match[1] ?? ""),
    why: "A plain socket to the port of HTTP.",
  },
];
