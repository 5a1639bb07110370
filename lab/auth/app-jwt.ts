import { createPublicKey, verify } from "node:crypto";
import { ApiError } from "../http/errors.ts";
import type { App } from "../state/accounts.ts";
import type { State } from "../state/state.ts";

const undecodable = "A JSON web token could not be decoded";

function decode(part: string | undefined): Record<string, unknown> {
  try {
    return JSON.parse(Buffer.from(part ?? "", "base64url").toString()) as Record<string, unknown>;
  } catch {
    throw new ApiError(401, undecodable);
  }
}

/**
 * The app that signed a JWT. Throws 401.
 * https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app
 */
export function verifyAppJwt(state: State, token: string): App {
  const [header, payload, signature] = token.split(".");
  const claims = decode(payload);
  if (decode(header).alg !== "RS256") throw new ApiError(401, undecodable);
  const issuer = String(claims.iss);
  const app = [...state.apps.values()].find(
    (candidate) => String(candidate.id) === issuer || candidate.clientId === issuer,
  );
  if (!app) throw new ApiError(401, "'Issuer' claim ('iss') must be an Integer or the app's client ID");
  const signed = Buffer.from(`${header}.${payload}`);
  if (!verify("RSA-SHA256", signed, createPublicKey(app.publicKey), Buffer.from(signature ?? "", "base64url"))) {
    throw new ApiError(401, undecodable);
  }
  const seconds = Date.now() / 1000;
  const { iat, exp } = claims;
  if (typeof exp !== "number" || exp <= seconds)
    throw new ApiError(
      401,
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    );
  // Ten minutes, and a minute for clocks that differ.
  if (exp > seconds + 660) throw new ApiError(401, "'Expiration time' claim ('exp') is too far in the future");
  if (typeof iat !== "number" || iat > seconds + 60)
    throw new ApiError(
      401,
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
    );
  return app;
}
