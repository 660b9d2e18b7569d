/** What may be stored, hashed and sent: nothing that JSON would lose. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
