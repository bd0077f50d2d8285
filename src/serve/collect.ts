/**
 * Has what is asked within one turn of the event loop done together, at most so many at a time: what waits
 * beyond these lets the loop turn first. Nobody waits longer for it than for those who came before.
 */
export function collectTurns<Asked, Answer>(
  answerAll: (all: readonly Asked[]) => Answer[],
  { most }: { most: number },
): (asked: Asked) => Promise<Answer> {
  const waiting: {
    asked: Asked
    resolve: (answer: Answer) => void
    reject: (error: unknown) => void
  }[] = []
  function answerSome(): void {
    const now = waiting.splice(0, most)
    if (waiting.length > 0) setImmediate(answerSome)
    try {
      const answers = answerAll(now.map(({ asked }) => asked))
      for (const [place, answer] of answers.entries()) now[place]?.resolve(answer)
    } catch (error) {
      for (const { reject } of now) reject(error)
    }
  }
  return (asked) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(answerSome)
      waiting.push({ asked, resolve, reject })
    })
}
