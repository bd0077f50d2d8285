const asked = new Map<string, Promise<string>>()

/** A module that lies beside the page, to be handed over with a model; fetched when it is. Throws. */
export function handedModule(name: 'skillet-runtime.js' | 'skillet-serve.mjs'): Promise<string> {
  const known = asked.get(name)
  if (known) return known
  const fetched = fetchText(name).catch((error: unknown) => {
    asked.delete(name)
    throw error
  })
  asked.set(name, fetched)
  return fetched
}

async function fetchText(name: string): Promise<string> {
  const response = await fetch(name)
  if (!response.ok) throw new Error(`the server answered ${response.status}`)
  return response.text()
}
