/** Usual ways to say an intent that a platform knows by itself. */
export type BuiltInWords = readonly [string, ...string[]]

/** By the name without the platform's prefix. Ours, of how people talk to a device; English. */
const WORDS: Readonly<Record<string, BuiltInWords>> = {
  StopIntent: ['stop', 'stop it', 'stop now', 'please stop', 'that is enough', 'quit', 'be quiet'],
  CancelIntent: ['cancel', 'cancel that', 'never mind', 'forget it', 'please cancel', 'undo that'],
  HelpIntent: [
    'help',
    'help me',
    'what can you do',
    'what can i say',
    'how does this work',
    'i need help',
  ],
  YesIntent: ['yes', 'yes please', 'yeah', 'sure', 'okay', 'of course', 'that is right'],
  NoIntent: ['no', 'no thanks', 'nope', 'not now', 'rather not', 'that is wrong'],
  RepeatIntent: ['repeat that', 'say that again', 'again please', 'what did you say', 'once more'],
  NextIntent: ['next', 'next one', 'go on', 'the next one please', 'skip this'],
  PreviousIntent: ['previous', 'go back', 'the one before', 'back one', 'the last one again'],
  PauseIntent: ['pause', 'pause it', 'hold on', 'wait a moment', 'pause please'],
  ResumeIntent: ['resume', 'continue', 'go on playing', 'carry on', 'continue please'],
  StartOverIntent: ['start over', 'start again', 'from the beginning', 'begin again', 'restart'],
  NavigateHomeIntent: ['go home', 'home screen', 'take me home', 'back to the start', 'main menu'],
}

/** What people say for a built-in intent, by its name on its platform; null when we know of nothing. */
export function builtInWords(name: string): BuiltInWords | null {
  const own = name.split('.').at(-1) ?? name
  return (Object.hasOwn(WORDS, own) ? WORDS[own] : null) ?? null
}
