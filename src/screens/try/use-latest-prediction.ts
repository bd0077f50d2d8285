import { useEffect, useRef, useState } from 'react'
import type { Prediction } from '@/evaluation/prediction'
import { predict, usePredictionStore } from '@/store/prediction-store'

export type LatestPrediction = { prediction: Prediction; elapsedMs: number }

/**
 * What a model says of a text, while the text changes: at most one question is under way; what was
 * typed meanwhile is asked next, and answers to older texts are dropped.
 */
export function useLatestPrediction(runId: string | null, text: string): LatestPrediction | null {
  const isReady = usePredictionStore((state) =>
    runId === null ? false : state.models[runId]?.kind === 'ready',
  )
  const [answer, setAnswer] = useState<(LatestPrediction & { runId: string }) | null>(null)
  const wanted = useRef({ runId, text })
  const isAsking = useRef(false)
  wanted.current = { runId, text }

  useEffect(() => {
    if (!isReady || runId === null) return
    const ask = async () => {
      if (isAsking.current) return
      isAsking.current = true
      try {
        for (;;) {
          const asked = wanted.current
          if (asked.runId === null || asked.text.trim() === '') return
          const result = await predict(asked.runId, [asked.text])
          const prediction = result?.predictions[0]
          if (!result || !prediction) return
          const isLatest =
            wanted.current.text === asked.text && wanted.current.runId === asked.runId
          if (!isLatest) continue
          setAnswer({ prediction, elapsedMs: result.elapsedMs, runId: asked.runId })
          return
        }
      } finally {
        isAsking.current = false
      }
    }
    if (text.trim() === '') return
    const frame = requestAnimationFrame(() => void ask())
    return () => cancelAnimationFrame(frame)
  }, [isReady, runId, text])

  return answer?.runId === runId ? answer : null
}
