import { keepModelInWorker } from '@/worker/model-keeper'
import { modelUrl } from './model-place'

/** Keeps the pretrained model for the time without a network; nothing happens when it can't be had now. */
export async function keepModelForOffline(): Promise<void> {
  await keepModelInWorker(modelUrl())
}
