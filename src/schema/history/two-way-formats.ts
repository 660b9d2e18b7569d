/** How one tool marks the two ways in a file, a line at a time. */
export interface TwoWayFormat {
  readonly tool: string;
  /** Null where everything above the way back is the way forward. */
  readonly up: RegExp | null;
  readonly down: RegExp;
  /** Whether the tool runs nothing of a file without its mark. */
  readonly needsUp: boolean;
  /** What is written above each way; nothing above the first where that is empty. */
  readonly marks: readonly [up: string, down: string];
  /** What says in the file that the way forward runs outside a transaction. */
  readonly noTransaction: RegExp | null;
}

/** goose has a reader of its own. */
export const TWO_WAY_FORMATS: readonly TwoWayFormat[] = [
  {
    tool: 'dbmate',
    marks: ['-- migrate:up', '-- migrate:down'],
    up: /^\s*--\s*migrate:up\b/u,
    down: /^\s*--\s*migrate:down\b/u,
    needsUp: true,
    noTransaction: /^\s*--\s*migrate:up\b.*\btransaction:false\b/mu,
  },
  {
    tool: 'sql-migrate',
    marks: ['-- +migrate Up', '-- +migrate Down'],
    up: /^\s*--\s*\+migrate\s+up\b/iu,
    down: /^\s*--\s*\+migrate\s+down\b/iu,
    needsUp: true,
    noTransaction: /^\s*--\s*\+migrate\s+up\b.*\bnotransaction\b/imu,
  },
  {
    tool: 'micrate',
    marks: ['-- +micrate Up', '-- +micrate Down'],
    up: /^\s*--\s*\+micrate\s+up\b/iu,
    down: /^\s*--\s*\+micrate\s+down\b/iu,
    needsUp: true,
    noTransaction: null,
  },
  {
    tool: 'rambler',
    marks: ['-- rambler up', '-- rambler down'],
    up: /^\s*--\s*rambler\s+up\b/iu,
    down: /^\s*--\s*rambler\s+down\b/iu,
    needsUp: true,
    noTransaction: null,
  },
  {
    tool: 'node-pg-migrate',
    marks: ['-- Up Migration', '-- Down Migration'],
    up: /^\s*--[\s-]*up\s+migration\b/iu,
    down: /^\s*--[\s-]*down\s+migration\b/iu,
    needsUp: false,
    noTransaction: /^\s*--[\s-]*no\s*transaction/iu,
  },
  {
    tool: 'tern',
    marks: ['', '---- create above / drop below ----'],
    up: null,
    down: /^\s*---- create above \/ drop below ----\s*$/u,
    needsUp: false,
    noTransaction: /^\s*---- tern: disable-tx ----\s*$/mu,
  },
  {
    tool: 'Play',
    marks: ['-- !Ups', '-- !Downs'],
    up: /^(?:#|--).*!Ups\b/u,
    down: /^(?:#|--).*!Downs\b/u,
    needsUp: true,
    noTransaction: null,
  },
  { tool: 'MyBatis', marks: ['', '-- //@UNDO'], up: null, down: /^\s*--\s*(?:\/\/\s*)?@UNDO\s*$/iu, needsUp: false, noTransaction: null },
  {
    tool: 'shmig',
    marks: ['-- ====  UP  ====', '-- ==== DOWN ===='],
    up: /^\s*--\s*=+\s*UP\s*=+\s*$/u,
    down: /^\s*--\s*=+\s*DOWN\s*=+\s*$/u,
    needsUp: true,
    noTransaction: null,
  },
];
