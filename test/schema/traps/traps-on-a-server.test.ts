import { openNative } from './engines.ts';
import { trapsOn } from './traps-on.ts';

trapsOn(openNative);
