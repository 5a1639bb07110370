import { commandWords } from "../../patterns/command-words.ts";
import type { Pattern } from "../../patterns/pattern.ts";
import type { Place } from "../../patterns/place.ts";
import { isDone, isSaid } from "./context.ts";
import { weightIfDone, weightOfHosts } from "./hosts.ts";

/** The option of curl, also among short ones; what follows one that takes an argument is the argument. */
const insecureOption = /^(?:--(?:proxy-|doh-)?insecure|-(?:(?![AbcCdDeEFhHKmoPQrtTuUwxXyYz])[\w#])*k[\w#]*)$/;

function isInsecureCurl(place: Place, words: readonly string[] = commandWords(place)) {
  if (place.part.language.form === "code" && place.string === undefined) return false;
  if (!words.some((word) => insecureOption.test(word)) || isSaid(place)) return false;
  const addresses = words.filter((word) => word.includes("://"));
  const bare = words.filter((word) => /^[\w.:-]+(?:\/|$)/.test(word)).map((word) => `https://${word}`);
  const known = (addresses.length > 0 ? addresses : bare).filter((word) =>
    /:\/\/[^/]*(?:\.|localhost|::1|[{$%])/.test(word),
  );
  return weightOfHosts(known.join(" "), place.settings);
}

const unverified = "Certificates are not verified.";

/** The option itself, which may stand in a line of its own. */
const shown = /(?<=[\s"',])(?:--(?:proxy-|doh-)?insecure\b|-[A-Za-z#]*k\w*)/;

/** Commands whose options need to be told from those of others. */
export const commands: readonly Pattern[] = [
  {
    words: "curl",
    match: /(?<![\w$.-]|\w@)curl(?:\.exe)?(?=["']?[\s,]|\.exe)/,
    shown,
    when: (place) => isInsecureCurl(place),
    why: "curl is told by -k or --insecure to accept any certificate.",
  },
  {
    words: "curl",
    match: /\bcurl\w*(?:opts?|flags?|args?|options?|params?)\w*\s*[+:]?=\s*\(?(?=[^\n]*-)/i,
    shown,
    when: (place) =>
      isInsecureCurl(
        place,
        commandWords(place).flatMap((word) => word.split(/\s/)),
      ),
    why: "curl is told by -k or --insecure to accept any certificate.",
  },
  {
    words: "insecure",
    files: /^\.?_?curlrc$/,
    match: /^[ \t]*-{0,2}insecure\b/m,
    why: "curl is told to accept any certificate.",
  },
  {
    words: "--insecure",
    match:
      /\b(?:argocd|crane|regctl|cosign|mc|kubectl|oc|govc|http|https|xh|grpcurl|hg|redis-cli|cf|bosh|fly|nerdctl|ctr|manifest-tool|docker|podman|wget|aws|openstack|nova|glance|keystone|lftp|elasticdump|nikto|salt|vault|consul|nomad|k6|testssl|step|influx|logcli|promtool|synapse\w*|register_new_matrix_user|conftest|hub|gh|glab|tea|ooniprobe|axel|pulp|yq)\b[^\n;|&]{0,200}\s--insecure(?![\w-]|=false)/,
    when: weightIfDone,
    why: unverified,
  },
  {
    words: "--verify",
    match: /\b(?:https?|httpie)\b[^\n;|&]{0,200}?\s--verify[=\s]["']?(?:no|false|0)\b/,
    when: weightIfDone,
    why: unverified,
  },
  {
    words: "ssl:verify-certificate",
    match: /\bssl:verify-certificate(?:\/\S+)?[\s=]+["']?(?:no|false|off|0)\b/,
    when: isDone,
    why: unverified,
  },
  {
    words: "ssl:check-hostname",
    match: /\bssl:check-hostname(?:\/\S+)?[\s=]+["']?(?:no|false|off|0)\b/,
    when: isDone,
    why: unverified,
  },
];
