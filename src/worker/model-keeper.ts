/** The page's side of downloading the pretrained model ahead of time. */

/** Downloads the network below this address in a thread of its own, which ends with it; resolves to whether it is kept. */
export function keepModelInWorker(modelUrl: string): Promise<boolean> {
  const worker = new Worker(new URL('./keep-model-worker.ts', import.meta.url), { type: 'module' })
  return new Promise<boolean>((resolve) => {
    worker.onmessage = ({ data }: MessageEvent<boolean>) => resolve(data)
    worker.onerror = () => resolve(false)
    worker.postMessage({ modelUrl })
  }).finally(() => worker.terminate())
}
