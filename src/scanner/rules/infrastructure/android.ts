import type { Pattern } from "../../patterns/pattern.ts";

/** Android, https://developer.android.com/privacy-and-security/security-config#CleartextTrafficPermitted */
export const android: readonly Pattern[] = [
  {
    words: ["cleartexttrafficpermitted", "usescleartexttraffic"],
    languages: ["xml"],
    match: /\b(?:cleartextTrafficPermitted|usesCleartextTraffic)\s*=\s*["']true["']/,
    why: "The application may connect without encryption.",
  },
];
