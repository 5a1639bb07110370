import { createLab, type Lab } from "../lab/lab.ts";
import { type Company, foundCompany } from "./company.ts";
import type { Policies } from "./push-service.ts";
import { type Server, startServer } from "./server.ts";

/** A lab with a company on it, and the app that gates its pull requests. */
export type World = { lab: Lab; company: Company; server: Server; close: () => Promise<void> };

/** Starts all of it on free ports, with nothing shared with another world. */
export async function startWorld(policies: Policies = {}, signal?: AbortSignal): Promise<World> {
  const lab = await createLab();
  try {
    const company = await foundCompany(lab, policies);
    const server = await startServer(lab, company, signal);
    const close = async () => {
      await server.stop();
      await lab.close();
    };
    return { lab, company, server, close };
  } catch (error) {
    await lab.close();
    throw error;
  }
}
