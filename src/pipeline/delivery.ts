/** A webhook delivery whose signature was right, byte for byte. */
export interface Delivery {
  /** `X-GitHub-Delivery`: the same for every redelivery. */
  guid: string;
  /** `X-GitHub-Event`, such as `pull_request`. */
  event: string;
  /** GitHub's headers, but for the signatures; names in lower case. */
  headers: Record<string, string>;
  body: Uint8Array;
}

/**
 * queued: stored and to be processed · known: waiting or processed already · conflict: another body came under this
 * id before; that one stays.
 */
export type Acceptance = "queued" | "known" | "conflict";

/** Where deliveries go before they are acknowledged. */
export interface DeliveryStore {
  /** Resolves when the delivery is on disk and queued, in one transaction. Throws if the database does not answer. */
  accept(delivery: Delivery): Promise<Acceptance>;
}
