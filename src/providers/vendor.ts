import type { z } from 'zod';
import type { Variable } from '#src/section/variable.ts';
import type { Branches, ByHand, Subject } from './by-hand.ts';
import type { CodeHost } from './code-host.ts';
import type { Deploys } from './deploys.ts';
import type { Errors } from './errors.ts';

/** What a section was read as, once nothing is wrong with it. */
export interface Read<Account, Section> {
  /** The vendor's section at the top of the file; null for a vendor that has none. */
  readonly account: Account;
  readonly section: Section;
  /** By the names in `variables`. */
  readonly variables: Readonly<Record<string, string>>;
  /** By the keys in `secrets`; null where the section names no variable. */
  readonly secrets: Readonly<Record<string, string | null>>;
}

/** What a service can do through this vendor. */
export interface Verbs {
  readonly deploys?: Deploys;
  readonly errors?: Errors;
  readonly codeHost?: CodeHost;
}

/**
 * Everything that is known of one vendor. Its methods are called with what the same vendor made, which the list of all vendors cannot
 * say in types.
 */
export interface Vendor<Account, Section, Settings> {
  /** Its name, as people write it. */
  readonly title: string;
  /** What the section of a service is for. */
  readonly about: string;
  /** The section of a service stands in the service itself, or under `database`. */
  readonly under: 'service' | 'database';
  /** Whether a component runs on it. With `pipelines` it does where no other platform is named and a deploy is. */
  readonly platform: 'yes' | 'no' | 'pipelines';
  /** The section at the top of the file, for all services. */
  readonly account: z.ZodType<Account> | null;
  readonly section: z.ZodType<Section>;
  /** Environment variables that have to be set as soon as one service has the section. */
  readonly variables: Readonly<Record<string, Variable>>;
  /** The keys of the section that name an environment variable each, with what is wrong with its value. */
  readonly secrets: Readonly<Record<string, Variable['objection']>>;
  /** Packages that its client needs and that come with nobody else: whoever has the section installs them. */
  readonly peers?: readonly string[];
  settle(read: Read<Account, Section>): Settings;
  /** Left out by a vendor that has commands for people and no client yet. */
  verbs?(settings: Settings, given: { readonly now: () => number }): Verbs;
  /** How the branches are called, where it is this vendor who knows. */
  branches?(settings: Settings): Branches;
  /** What it adds to an instruction, by the key of that. */
  readonly byHand: Readonly<Record<string, ByHandOf<Settings>>>;
}

/** Written as a method, so that a list may hold the hands of several vendors. */
export type ByHandOf<Settings> = { of(subject: Subject, settings: Settings): ByHand }['of'];

/** A vendor in a list of all: whoever made the settings is asked with them. */
export type AnyVendor = Vendor<unknown, unknown, unknown>;

export function vendor<Account, Section, Settings>(made: Vendor<Account, Section, Settings>): Vendor<Account, Section, Settings> {
  return made;
}
