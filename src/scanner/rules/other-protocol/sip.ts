import { judgeHost } from "../../hosts/judge-host.ts";
import { patternRule } from "../../patterns/pattern-rule.ts";
import { capped } from "../../severities.ts";

/** SIP's addresses, which have no slashes, RFC 3261 section 19.1. */
export const sip = patternRule({
  id: "HTTP004",
  title: "SIP without TLS",
  remedy: "Use sips.",
  patterns: [
    {
      words: "sip:",
      match:
        /(?<![\w.:-])sip:[\w.+%-]{1,80}@([\w.-]{1,200})(?::(?!5061)\d{1,5})?(?!\.?[\w:@-])(?!;transport=(?:tls|wss)\b)/i,
      when: ({ match, settings }) => {
        const severity = judgeHost(match[1] ?? "", settings);
        return severity === null ? null : capped(severity, "warning");
      },
      why: "A call over SIP, set up without encryption.",
    },
  ],
});
