import { html } from "hono/html";
import type { Repository } from "../state/repository.ts";
import type { Html } from "./layout.ts";

/** A label in its colour. */
export function labelTag(repository: Repository, name: string): Html {
  const color = repository.labels.get(name.toLowerCase())?.color ?? "ededed";
  const [red, green, blue] = [0, 2, 4].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  const light = (red ?? 0) * 0.3 + (green ?? 0) * 0.6 + (blue ?? 0) * 0.1 > 140;
  return html`<span class="label" style="background:#${color};color:${light ? "#1f2328" : "#fff"}">${name}</span> `;
}
