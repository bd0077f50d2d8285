/** A Dialogflow ES agent: a zip of intents, their user phrases, entities and their entries. */
import { zipSync } from 'fflate'
import type { Project } from '@/project/project'
import { fitBuiltInTypes } from './built-in-types'
import { partOf, readAgent } from './dialogflow-reader'
import { agentFiles } from './dialogflow-writer'
import { fitLocale } from './fit-locale'
import { fitNames } from './fit-names'
import type { Fitted, Format } from './format'
import { latinName } from './latin-name'
import { fitAll } from './legal-names'
import { lossesIn } from './losses'
import { holdsAllBut, textFile } from './writing'

export const dialogflow: Format = {
  id: 'dialogflow',
  label: 'Dialogflow ES',
  extensions: ['.zip', '.json'],
  about: 'The exported zip of an agent, or the files inside it.',
  holds: holdsAllBut('templates', 'unlabelled', 'split', 'review'),
  keeps: ['dialogflow'],
  sniff: (file) => {
    const part = partOf(file)
    return part === null ? 0 : part === 'agent' || part === 'version' ? 0.5 : 0.9
  },
  read: readAgent,
  fit: fitDialogflow,
  write(project) {
    const files = agentFiles(project, dialogflow.holds)
    const { name } = textFile(project, '.dialogflow.zip', '')
    return {
      files: [{ name, bytes: zipSync(files, { mtime: '1980-01-01' }) }],
      losses: lossesIn(project, dialogflow),
    }
  },
}

/** Dialogflow's table of languages: English has no regions of its own files, some others have. */
const LANGUAGES =
  'en da de es fi fr hi id it ja ko nl no pl pt pt-BR ro ru sv th tr uk vi zh-CN zh-HK zh-TW bg ca cs el hr hu ms sk bn fil mr ta te ar fa he lt lv'.split(
    ' ',
  )

function fitDialogflow(project: Project): Fitted {
  const plain = (name: string, fallback: string) =>
    (/^[A-Za-z][\w-]*$/u.test(name) ? name : latinName(name, fallback))
      .replace(/^[^A-Za-z]+/u, '')
      .slice(0, 30) || fallback
  return fitAll(
    project,
    (one) => fitLocale(one, LANGUAGES, 'Dialogflow'),
    (one) => fitBuiltInTypes(one, 'dialogflow'),
    (one) =>
      fitNames(one, {
        slot: (name) => plain(name, 'parameter'),
        type: (name) => (name.startsWith('@sys.') ? name : plain(name, 'entity')),
      }),
  )
}
