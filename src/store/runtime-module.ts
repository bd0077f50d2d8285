let asked: Promise<string> | null = null

/** The runtime's module, which lies beside the page; fetched when a model is to be handed over with it. Throws. */
export function runtimeModule(): Promise<string> {
  asked ??= fetchRuntime().catch((error: unknown) => {
    asked = null
    throw error
  })
  return asked
}

async function fetchRuntime(): Promise<string> {
  const response = await fetch('skillet-runtime.js')
  if (!response.ok) throw new Error(`the server answered ${response.status}`)
  return response.text()
}
