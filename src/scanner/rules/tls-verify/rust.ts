import type { Pattern } from "../../patterns/pattern.ts";
import { isDone } from "./context.ts";

const languages = ["rust"];
const unverified = "Certificates are not verified.";

/** Rust: reqwest, native-tls, openssl, rustls, ureq. */
export const rust: readonly Pattern[] = [
  {
    // https://docs.rs/reqwest/latest/reqwest/struct.ClientBuilder.html
    words: "accept_invalid_",
    languages,
    in: "code",
    match: /\b(?:danger_|tls_danger_|dangerous_)?accept_invalid_(?:certs|hostnames)\s*\(\s*true\s*\)/,
    when: isDone,
    why: unverified,
  },
  {
    // https://docs.rs/openssl/latest/openssl/ssl/struct.SslVerifyMode.html
    words: ["sslverifymode::none", "verify_hostname"],
    languages,
    in: "code",
    match: /\bSslVerifyMode::NONE\b|\b(?:set_)?verify_hostname\s*\(\s*false\s*\)/,
    when: isDone,
    why: unverified,
  },
  {
    // https://docs.rs/rustls/latest/rustls/client/danger/trait.ServerCertVerifier.html
    words: "verify_server_cert",
    languages,
    match:
      /\bfn\s+verify_server_cert\s*\([^{};]{0,380}\{\s*(?:\/\/[^\n]*\s*)?(?:return\s+)?Ok\s*\(\s*(?:[\w:]*ServerCertVerified::assertion\(\)|ServerCertVerified)/,
    why: "A verifier that accepts every certificate.",
  },
  {
    words: "servercertverified::assertion",
    languages,
    match: /\{\s*(?:\/\/[^\n]*\s*)?(?:return\s+)?Ok\s*\(\s*(?:\w+::)*ServerCertVerified::assertion\(\)\s*\)\s*;?\s*\}/,
    why: "A verifier that accepts every certificate.",
  },
];
