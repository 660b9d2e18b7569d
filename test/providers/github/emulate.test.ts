import { codeHostContract } from '#test/support/code-host-contract.ts';
import { startEmulate } from './start-emulate.ts';

/** It lacks GraphQL, the requests of a commit, commit statuses, rulesets, runs of workflows and git over HTTP: those are the local GitHub's alone. */
codeHostContract('GitHub, by a peer that nobody here wrote and with an App', startEmulate);
