import type { Json } from '#domain/json.ts';

type JsonObject = { [key: string]: Json };

/** Changes the fields of an answer. */
export function edit(change: (body: JsonObject) => JsonObject): (body: Json) => Json {
  return (body) => change(asObject(body));
}

/** Changes every item of the list that an answer carries under `key`. */
export function editItems(key: string, change: (item: JsonObject) => JsonObject): (body: Json) => Json {
  return edit((body) => {
    const items = body[key];
    if (!Array.isArray(items)) throw new Error(`The answer has no list ${key}`);
    return { ...body, [key]: items.map((item) => change(asObject(item))) };
  });
}

export function without(field: string): (body: JsonObject) => JsonObject {
  return (body) => Object.fromEntries(Object.entries(body).filter(([key]) => key !== field));
}

function asObject(body: Json): JsonObject {
  if (body === null || typeof body !== 'object' || Array.isArray(body)) throw new Error('The answer is not an object');
  return body;
}
