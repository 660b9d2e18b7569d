import { quote } from '#src/shell/quote.ts';
import type { ByHandOf } from '../vendor.ts';
import type { DumpsSection as Own } from './section.ts';

const keep: ByHandOf<Own> = (_, { folder }) => ({
  lines: [`Keep it in ${folder}: what is on this machine alone goes with it.`],
  commands: [`${tool(folder).copy} "$DUMP" ${quote(withSlash(folder))}`],
});

export const byHand: Readonly<Record<string, ByHandOf<Own>>> = {
  dumpBefore: keep,
  preserve: keep,
  chooseRestorePoint: (_, { folder }) => ({
    lines: [`Dumps are in ${folder}. One of them is the last resort.`],
    commands: [`# Dumps:\n${tool(folder).list} ${quote(withSlash(folder))}`],
  }),
  restoreDump: (_, { folder }) => ({ commands: [`${tool(folder).list} ${quote(withSlash(folder))}`] }),
};

function tool(folder: string): { readonly list: string; readonly copy: string } {
  if (folder.startsWith('s3://')) return { list: 'aws s3 ls', copy: 'aws s3 cp' };
  return folder.startsWith('gs://') ? { list: 'gcloud storage ls -l', copy: 'gcloud storage cp' } : { list: 'ls -lt', copy: 'cp' };
}

function withSlash(folder: string): string {
  return folder.endsWith('/') ? folder : `${folder}/`;
}
