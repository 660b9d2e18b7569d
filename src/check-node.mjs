// Plain JavaScript, so that an old Node can read it too.
const NEEDED = 24;
if (Number(process.versions.node.split('.')[0]) < NEEDED) {
  process.stderr.write(
    `This is Node ${process.versions.node}, and Switchback needs ${NEEDED} or later, so nothing was started. Install it, or run npm ci without --omit=dev, which brings it.\n`,
  );
  process.exit(1);
}
