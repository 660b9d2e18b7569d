import type { Problem } from './problem.ts';
import type { LineOf } from './read-yaml.ts';
import type { UsedSection } from './used-sections.ts';

/** Each component runs on exactly one platform: with two, nobody could say what going back means. None is allowed, and then a person does it. */
export function checkPlatforms(used: readonly UsedSection[], lineOf: LineOf): Problem[] {
  const platforms = used.filter(({ vendor }) => vendor.platform === 'yes');
  const problems: Problem[] = [];
  for (const [, [first, ...more]] of Map.groupBy(platforms, ({ service, component }) => JSON.stringify([service, component]))) {
    for (const { path, service, component } of more) {
      const says =
        component === null
          ? `is a second platform beside ${first?.name}; a service runs on one: name the parts under services.${service}.components, each with its own`
          : `is a second platform beside ${first?.name}; a component runs on one: make it two components`;
      problems.push({ name: path.join('.'), says, line: lineOf(path) });
    }
  }
  return problems;
}
