import type { Gesture } from '../gesture.ts';

/** A piece of the page as plain data. It has no way to say HTML, so nothing that anybody wrote can become any. */
export interface Markup {
  readonly tag: string;
  readonly key: string | null;
  /** What happens when a person presses it, or sends it where it is a form. */
  readonly gesture: Gesture | null;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Placed[];
}

export type Child = Markup | string;

/** A child and its place among its siblings: the same place later is the same element, with its focus and what was typed. */
export interface Placed {
  readonly place: string;
  readonly child: Child;
}

export interface Attributes {
  /** Its place in a list whose other members come and go. */
  readonly key?: string;
  readonly gesture?: Gesture | null;
  /** Null and false leave the attribute out. */
  readonly [name: string]: string | number | boolean | null | undefined | Gesture;
}

/** A child that is null is not there, and moves nobody out of place. */
export function h(tag: string, attributes: Attributes = {}, ...children: readonly (Child | null | readonly Child[])[]): Markup {
  return {
    tag,
    key: attributes.key ?? null,
    gesture: attributes.gesture ?? null,
    attributes: Object.fromEntries(Object.entries(attributes).flatMap(([name, value]) => written(name, value))),
    children: children.flatMap((child, index) => placed(child, String(index))),
  };
}

function placed(child: Child | null | readonly Child[], at: string): readonly Placed[] {
  if (child === null) return [];
  if (typeof child === 'string') return [{ place: at, child }];
  if ('tag' in child) return [{ place: child.key === null ? at : `${at} ${child.key}`, child }];
  return child.flatMap((one, index) => placed(one, typeof one === 'string' || one.key === null ? `${at}.${index}` : at));
}

function written(name: string, value: Attributes[string]): [string, string][] {
  if (name === 'key' || value == null || value === false || typeof value === 'object') return [];
  return [[name, value === true ? '' : String(value)]];
}
