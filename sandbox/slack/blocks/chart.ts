import { z } from 'zod';

const label = z.string().min(1).max(20);
const point = z.strictObject({ label, value: z.number() });
const segment = z.strictObject({ label, value: z.number().positive() });

const axes = z.strictObject({
  categories: z.array(label).min(1).max(20),
  x_label: z.string().max(50).optional(),
  y_label: z.string().max(50).optional(),
});

const overAxes = {
  series: z
    .array(z.strictObject({ name: label, data: z.array(point).min(1) }))
    .min(1)
    .max(6),
  axis_config: axes,
};

const chart = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('line'), ...overAxes }),
    z.strictObject({ type: z.literal('bar'), ...overAxes }),
    z.strictObject({ type: z.literal('area'), ...overAxes }),
    z.strictObject({ type: z.literal('pie'), segments: z.array(segment).min(1).max(6) }),
  ])
  .superRefine((drawn, check) => {
    if (drawn.type === 'pie') return;
    if (new Set(drawn.series.map((one) => one.name)).size < drawn.series.length) {
      check.addIssue({ code: 'custom', path: ['series'], message: 'series names must be unique' });
    }
    const wanted = JSON.stringify(drawn.axis_config.categories);
    for (const [index, one] of drawn.series.entries()) {
      if (JSON.stringify(one.data.map((at) => at.label)) === wanted) continue;
      check.addIssue({ code: 'custom', path: ['series', index, 'data'], message: 'must have exactly one point per category, in order' });
    }
  });

export const dataVisualization = z.strictObject({
  type: z.literal('data_visualization'),
  block_id: z.string().min(1).max(255).optional(),
  title: z.string().min(1).max(50),
  chart,
});
