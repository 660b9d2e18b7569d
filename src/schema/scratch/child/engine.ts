import type { Row } from '../../scratch.ts';

/** A database connection inside the scratch process. An error of the database carries its SQLSTATE in `code`; any other error is the engine's. */
export interface Connection {
  /** Rows of the last statement. */
  execute(sql: string): Promise<Row[]>;
  end(): Promise<void>;
}
