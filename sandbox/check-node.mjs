// Plain JavaScript, so that an old Node can read it too.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(
    `This is Node ${process.versions.node}, and the sandbox needs 24, so nothing was started. Run npm ci, which brings it, and then npm run sandbox.\n`,
  );
  process.exit(1);
}
