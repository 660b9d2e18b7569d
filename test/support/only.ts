/** The one interface member or few that a test declares. Asking for any other fails by name. */
export function only<Interface extends object>(what: string, declared: Partial<Interface>): Interface {
  const proxy: unknown = new Proxy(declared, {
    get: (members, name) => {
      // A promise that is fulfilled with it asks for this one.
      if (name === 'then') return undefined;
      if (!Reflect.has(members, name)) throw new Error(`The test does not declare ${what}.${String(name)}.`);
      return Reflect.get(members, name);
    },
  });
  return proxy as Interface;
}
