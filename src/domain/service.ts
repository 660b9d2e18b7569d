/** Development and staging have answers of their own; the whole tree is for production. */
export type Environment = 'development' | 'staging' | 'production';

/** A drill says DRILL in every message and cannot touch a service that does not allow it. */
export type Mode = 'live' | 'drill';

/** `app bug`, `schema mistake`, `catastrophic`, and the two honest exits beside them. */
export type IncidentClass = 'app bug' | 'schema mistake' | 'catastrophic' | 'not live yet' | 'not the deploy';

/**
 * Who may act. A responder drives the incident; an approver is the second person for break-glass and for a disaster recovery;
 * a database owner is the second person for what writes to, restores or drops production data. Membership comes from the configuration.
 */
export type Role = 'responder' | 'approver' | 'database owner';
