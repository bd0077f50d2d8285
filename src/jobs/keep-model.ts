/** Downloads the pretrained model before anybody needs it, so that later nobody needs the network. */
import { loadPretrained } from '@/model/load-pretrained'

/** Puts the network below this address where jobs look first. Resolves to whether it is there now. */
export async function keepModel(modelUrl: string): Promise<boolean> {
  return (await loadPretrained(modelUrl)).kind === 'loaded'
}
