import { create } from 'zustand'
import { readSampleIndex, type SampleSkill } from '@/formats/sample-skill'

/** The sample skills: null until they are known, none when they could not be fetched. */
export const useSampleList = create<{ samples: SampleSkill[] | null }>()(() => ({ samples: null }))

let reading: Promise<void> | null = null

/** Resolves when it is known which samples there are; fetches them once. */
export function loadSampleList(): Promise<void> {
  reading ??= fetchSamples().then((samples) => useSampleList.setState({ samples }))
  return reading
}

async function fetchSamples(): Promise<SampleSkill[]> {
  try {
    const response = await fetch('skills/index.json')
    return response.ok ? readSampleIndex(await response.json()) : []
  } catch {
    return []
  }
}
