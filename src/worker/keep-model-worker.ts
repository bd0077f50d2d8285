/** The thread that downloads the pretrained model ahead of time: hashing and unpacking take a while. */
import { keepModel } from '@/jobs/keep-model'

addEventListener('message', async ({ data }: MessageEvent<{ modelUrl: string }>) => {
  postMessage(await keepModel(data.modelUrl))
})
