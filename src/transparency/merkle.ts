import { hash } from "node:crypto";

/** Reads the hash of a complete subtree: `level` 0 is a leaf's, `index` counts from the left within the level. */
export type HashReader = (level: number, index: number) => Promise<Uint8Array>;

/** The complete subtrees that a tree of `size` leaves is made of, the largest first: all that appending needs. */
export interface Frontier {
  readonly size: number;
  readonly nodes: readonly Uint8Array[];
}

/** A tree without leaves. */
export const emptyFrontier: Frontier = { size: 0, nodes: [] };

/** The hash of a leaf (RFC 6962, 2.1): its first byte tells it from a node's. */
export function leafHash(leaf: Uint8Array): Uint8Array {
  return sha256(Buffer.concat([leafPrefix, leaf]));
}

/** The hash of a node over its two children. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(Buffer.concat([nodePrefix, left, right]));
}

/** The root of a tree without leaves. */
export function emptyRoot(): Uint8Array {
  return sha256(new Uint8Array());
}

/** The frontier with one more leaf. `visit` sees each subtree that the leaf completes, the leaf first. */
export function extend(
  frontier: Frontier,
  leaf: Uint8Array,
  visit?: (level: number, index: number, node: Uint8Array) => void,
): Frontier {
  const nodes = [...frontier.nodes];
  let node = leaf;
  visit?.(0, frontier.size, node);
  for (let [level, left] = [0, frontier.size]; left % 2 === 1; level += 1) {
    node = nodeHash(nodes.pop() ?? emptyRoot(), node);
    left = half(left);
    visit?.(level + 1, left, node);
  }
  return { size: frontier.size + 1, nodes: [...nodes, node] };
}

/** The root of the frontier's tree. */
export function rootOf({ nodes }: Frontier): Uint8Array {
  return nodes.length === 0 ? emptyRoot() : nodes.reduceRight((right, left) => nodeHash(left, right));
}

/** The frontier of the first `size` leaves. */
export async function frontierAt(size: number, read: HashReader): Promise<Frontier> {
  return { size, nodes: await completeSubtrees(0, size, read) };
}

/** The root of the first `size` leaves. */
export async function rootAt(size: number, read: HashReader): Promise<Uint8Array> {
  return rootOf(await frontierAt(size, read));
}

/** The siblings on the way from leaf `index` up to the root of the first `size` leaves. */
export async function inclusionProof(index: number, size: number, read: HashReader): Promise<Uint8Array[]> {
  if (!isCount(index) || !isCount(size) || index >= size) throw new RangeError(`no leaf ${index} of ${size}`);
  const proof: Uint8Array[] = [];
  for (let [start, end] = [0, size]; end - start > 1; ) {
    const middle = start + largestPowerBelow(end - start);
    const isLeft = index < middle;
    proof.unshift(isLeft ? await subtreeRoot(middle, end, read) : await subtreeRoot(start, middle, read));
    [start, end] = isLeft ? [start, middle] : [middle, end];
  }
  return proof;
}

/** What shows that the tree of `to` leaves begins with the tree of `from` leaves; empty if there is nothing to show. */
export async function consistencyProof(from: number, to: number, read: HashReader): Promise<Uint8Array[]> {
  if (!isCount(from) || !isCount(to) || from > to) throw new RangeError(`no ${from} leaves of ${to}`);
  if (from === 0) return [];
  const proof: Uint8Array[] = [];
  let [start, end] = [0, to];
  while (from !== end) {
    const middle = start + largestPowerBelow(end - start);
    const isLeft = from <= middle;
    proof.unshift(isLeft ? await subtreeRoot(middle, end, read) : await subtreeRoot(start, middle, read));
    [start, end] = isLeft ? [start, middle] : [middle, end];
  }
  return start === 0 ? proof : [await subtreeRoot(start, end, read), ...proof];
}

/** Whether the proof leads from the leaf's hash at `index` to the root of `size` leaves (RFC 9162, 2.1.3.2). */
export function verifyInclusion(claim: {
  index: number;
  size: number;
  leaf: Uint8Array;
  root: Uint8Array;
  proof: readonly Uint8Array[];
}): boolean {
  const { index, size, leaf, root, proof } = claim;
  if (!isCount(index) || !isCount(size) || index >= size || ![leaf, root, ...proof].every(isHash)) return false;
  const climbed = climb(index, size - 1, leaf, proof);
  return climbed !== null && equal(climbed.larger, root);
}

/**
 * Whether the proof shows that the tree of `to` leaves begins with the tree of `from` leaves (RFC 9162, 2.1.4.2).
 * Every tree begins with the empty one.
 */
export function verifyConsistency(claim: {
  from: number;
  to: number;
  fromRoot: Uint8Array;
  toRoot: Uint8Array;
  proof: readonly Uint8Array[];
}): boolean {
  const { from, to, fromRoot, toRoot, proof } = claim;
  if (!isCount(from) || !isCount(to) || from > to || ![fromRoot, toRoot, ...proof].every(isHash)) return false;
  if (from === to) return proof.length === 0 && equal(fromRoot, toRoot) && (from > 0 || equal(toRoot, emptyRoot()));
  if (from === 0) return proof.length === 0 && equal(fromRoot, emptyRoot());
  let [last, end] = [from - 1, to - 1];
  while (last % 2 === 1) [last, end] = [half(last), half(end)];
  const [first, ...rest] = last === 0 ? [fromRoot, ...proof] : proof;
  if (first === undefined) return false;
  const climbed = climb(last, end, first, rest);
  return climbed !== null && equal(climbed.smaller, fromRoot) && equal(climbed.larger, toRoot);
}

/**
 * Climbs from the node `index` of a level whose last node is `last`. `larger` takes in every sibling, `smaller` those to
 * the left only. Null: the proof is too short or too long.
 */
function climb(index: number, last: number, node: Uint8Array, proof: readonly Uint8Array[]) {
  let [smaller, larger] = [node, node];
  for (const sibling of proof) {
    if (last === 0) return null;
    if (index % 2 === 1 || index === last) {
      smaller = nodeHash(sibling, smaller);
      larger = nodeHash(sibling, larger);
      while (index % 2 === 0 && index !== 0) [index, last] = [half(index), half(last)];
    } else {
      larger = nodeHash(larger, sibling);
    }
    [index, last] = [half(index), half(last)];
  }
  return last === 0 ? { smaller, larger } : null;
}

async function subtreeRoot(start: number, end: number, read: HashReader): Promise<Uint8Array> {
  return rootOf({ size: end - start, nodes: await completeSubtrees(start, end, read) });
}

/** The leaves from `start` up to `end` as complete subtrees, the largest first; `start` is aligned to the largest. */
async function completeSubtrees(start: number, end: number, read: HashReader): Promise<Uint8Array[]> {
  const nodes: Uint8Array[] = [];
  for (let at = start; at < end; ) {
    const level = levelBelow(end - at);
    nodes.push(await read(level, at / 2 ** level));
    at += 2 ** level;
  }
  return nodes;
}

/** The largest power of two that is smaller than `count`. */
function largestPowerBelow(count: number): number {
  return 2 ** levelBelow(count - 1);
}

/** The level of the largest complete subtree in `count` leaves. Counted: `Math.log2` rounds up below large powers. */
function levelBelow(count: number): number {
  let level = 0;
  while (2 ** (level + 1) <= count) level += 1;
  return level;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isHash(value: Uint8Array): boolean {
  return value.length === 32;
}

function equal(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}

function half(value: number): number {
  return Math.floor(value / 2);
}

function sha256(bytes: Uint8Array): Uint8Array {
  return hash("sha256", bytes, "buffer");
}

const leafPrefix = Uint8Array.of(0);
const nodePrefix = Uint8Array.of(1);
