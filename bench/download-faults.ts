/** `npx tsx bench/download-faults.ts`: what faulty downloads of a new model do to the one that is kept. */
import { loadPretrained } from '@/model/load-pretrained'
import { FAULTS } from './download-faults/faults'
import { publishModel } from './download-faults/published-model'
import { tryFault } from './download-faults/try-fault'

const releases = { before: await publishModel('old'), after: await publishModel('new') }
let harmed = 0
console.log(
  '| fault | who has a model gets | … offline afterwards | who has none is told | … and then |',
)
console.log('|---|---|---|---|---|')
for (const fault of FAULTS) {
  const { name, returning, offlineAfter, firstTold, firstAfter } = await tryFault(
    loadPretrained,
    fault,
    releases,
  )
  if (!returning || !offlineAfter || firstAfter !== 'new') harmed += 1
  const cells = [name, returning, offlineAfter, firstTold, firstAfter]
  console.log(`| ${cells.map((cell) => cell ?? '**nothing**').join(' | ')} |`)
}
console.log(`\n${FAULTS.length} faults, ${harmed} of them did harm.`)
