/** Our own lists of everyday values, for filling the built-in types of template formats. */

const cut = (text: string): readonly string[] => text.split(',').map((word) => word.trim())

export const FIRST_NAMES = cut(
  'Anna, Ben, Carla, David, Emma, Farid, Grace, Hannah, Ivan, Julia, Kenji, Laura, Miguel, Nadia, Oliver, Priya, Quentin, Rosa, Samuel, Tara, Uma, Victor, Wendy, Xavier, Yusuf, Zoe, Aisha, Bruno, Chloe, Dmitri, Elena, Felix, Giulia, Henry, Ingrid, Jamal, Katie, Leo, Maya, Noah, Olga, Peter, Rachel, Sven, Theo, Valerie, Mary Ann, Jean-Luc, Siobhan, Mateo',
)
export const LAST_NAMES = cut(
  "Smith, Garcia, Johnson, Lee, Novak, Brown, Okafor, Schneider, Rossi, Kim, Patel, Martin, Jensen, Silva, Dubois, Tanaka, Kowalski, O'Brien, Hughes, Van Dijk, Nguyen, Moreau, Fischer, Larsson, Haddad, Wright, Castillo, Ivanova, Baker, McAllister, Suzuki, Ahmed, Lindqvist, Romero, Walsh",
)
export const CITIES = cut(
  'Boston, Chicago, Seattle, London, Paris, Berlin, Madrid, Tokyo, New York, San Francisco, Los Angeles, Toronto, Sydney, Mumbai, Cape Town, Rio de Janeiro, Mexico City, Vienna, Lisbon, Dublin, Oslo, Helsinki, Athens, Istanbul, Cairo, Nairobi, Singapore, Hong Kong, Seoul, Austin, Denver, Portland, Miami, New Orleans, Salt Lake City, St. Louis, Manchester, Edinburgh, Munich, Milan, Barcelona, Warsaw, Prague, Budapest, Montreal, Vancouver, Buenos Aires, Lima, Las Vegas, Philadelphia, Kansas City, Baton Rouge, Cambridge, Springfield, Ann Arbor',
)
export const STATES = cut(
  'Texas, California, Ohio, New York, Florida, Washington, Oregon, Nevada, Massachusetts, North Carolina, South Dakota, New Mexico, Georgia, Virginia, West Virginia, Michigan, Minnesota, Colorado, Maine, Vermont, Alaska, Hawaii, Louisiana, Tennessee, Illinois, Rhode Island, Arizona, Utah, New Jersey, Pennsylvania',
)
/** A city with its state, for postal addresses. */
export const CITIES_IN_STATES =
  'Boston Massachusetts;Austin Texas;Seattle Washington;Denver Colorado;Portland Oregon;Portland Maine;Miami Florida;New Orleans Louisiana;Salt Lake City Utah;St. Louis Missouri;Chicago Illinois;Nashville Tennessee;Ann Arbor Michigan;Springfield Ohio;Santa Fe New Mexico;Charleston South Carolina;Burlington Vermont;Kansas City Missouri;Reno Nevada;Anchorage Alaska;Cambridge Massachusetts;Philadelphia Pennsylvania'.split(
    ';',
  )
export const COUNTRIES = cut(
  'France, Germany, Japan, Brazil, Canada, Mexico, India, Italy, Spain, Portugal, Norway, Sweden, Kenya, Egypt, South Africa, New Zealand, the United States, the United Kingdom, Argentina, Chile, Peru, South Korea, China, Thailand, Vietnam, Greece, Turkey, Poland, the Netherlands, Switzerland, Costa Rica, Morocco, Ireland, Iceland',
)
export const REGIONS = cut(
  'Bavaria, Tuscany, Catalonia, Scotland, Wales, Brittany, Andalusia, Flanders, Ontario, Quebec, Queensland, Patagonia, Sicily, New England, the Midwest, the Bay Area, Provence, Normandy, Lapland, Silesia, Galicia, Hokkaido, Punjab, the Highlands',
)
export const STREETS = cut(
  'Main Street, Oak Avenue, Maple Drive, Park Lane, Church Road, Washington Boulevard, Elm Street, High Street, Lake View Terrace, Second Avenue, Fifth Avenue, Mill Road, Cedar Court, Station Road, Broadway, Sunset Boulevard, Hillcrest Drive, Green Street, North Pine Street, River Road, King Street, Harbor Way, Beacon Street, West 42nd Street, Orchard Close, Chestnut Hill Road, Willow Way, Marlborough Street',
)
export const COLORS = cut(
  'red, blue, green, yellow, orange, purple, pink, white, black, brown, gray, turquoise, teal, navy blue, light blue, dark green, warm white, cool white, gold, silver, beige, magenta, lavender, coral, crimson, sky blue, olive, maroon, violet, mint green',
)
export const ANIMALS = cut(
  'cat, dog, horse, elephant, tiger, polar bear, penguin, rabbit, goldfish, parrot, hamster, sea turtle, giraffe, wolf, fox, dolphin, blue whale, owl, snake, frog, bee, guinea pig, kangaroo, zebra, hedgehog, octopus, eagle, squirrel, moose, sloth, otter, raccoon',
)
export const FOODS = cut(
  'pizza, apple pie, chicken soup, spaghetti, grilled cheese, caesar salad, tacos, sushi, fried rice, lentil curry, mashed potatoes, pancakes, scrambled eggs, oatmeal, banana bread, roast beef, salmon, hummus, french fries, pad thai, tomato soup, lasagna, burrito, a peanut butter sandwich, broccoli, strawberries, peanuts, black beans, brown rice, greek yogurt, cheddar cheese, chocolate chip cookies, goulash, ramen, falafel, mac and cheese',
)
export const DESSERTS = cut(
  'apple pie, cheesecake, tiramisu, ice cream, brownies, chocolate mousse, carrot cake, creme brulee, rice pudding, lemon tart, baklava, panna cotta, peach cobbler, cupcakes',
)
export const DRINKS = cut(
  'coffee, green tea, orange juice, a latte, water, sparkling water, red wine, beer, lemonade, hot chocolate, iced tea, apple juice, an espresso, milk, ginger ale, tonic water, a margarita, chai, cold brew, cranberry juice, gin and tonic, a smoothie, oat milk, cola',
)
export const ARTISTS = cut(
  'Adele, Coldplay, Miles Davis, Nina Simone, the Beatles, Taylor Swift, Radiohead, Bob Marley, Beyonce, Johnny Cash, Daft Punk, Ella Fitzgerald, Fleetwood Mac, Kendrick Lamar, Queen, Bjork, Stevie Wonder, Arctic Monkeys, Dolly Parton, David Bowie, Florence and the Machine, Louis Armstrong, Pink Floyd, Billie Eilish, Simon and Garfunkel, Aretha Franklin, The Rolling Stones, Earth Wind and Fire, Shakira, Jay-Z, Massive Attack, Norah Jones',
)
export const SONGS = cut(
  'Yesterday, Bohemian Rhapsody, Hey Jude, Imagine, Purple Rain, Someone Like You, Thriller, Hallelujah, Dancing Queen, Let It Be, Billie Jean, Superstition, Take Five, Feeling Good, Yellow, Karma Police, Sweet Caroline, Wonderwall, Shake It Off, Clair de Lune, Moon River, Rolling in the Deep, Africa, Blackbird, Fast Car, Jolene, Under Pressure, Hotel California, Ring of Fire, Smooth Operator, Blue in Green, Here Comes the Sun, What a Wonderful World',
)
export const ALBUMS = cut(
  'Abbey Road, Kind of Blue, Rumours, Thriller, OK Computer, Back to Black, Blue Train, Nevermind, Discovery, Parachutes, Lemonade, The Wall, Graceland, Pet Sounds, Random Access Memories, Blonde on Blonde, Purple Rain, Mezzanine, Songs in the Key of Life, Ziggy Stardust',
)
export const GENRES = cut(
  'jazz, rock, classical music, hip hop, country, blues, electronic, folk, pop, reggae, heavy metal, soul, indie rock, bossa nova, techno, opera, punk, R and B, salsa, ambient, bluegrass, disco, gospel, lo-fi, swing, flamenco',
)
export const PLAYLISTS = cut(
  'my workout mix, road trip songs, chill evening, morning coffee, dinner party, deep focus, rainy day, party time, running playlist, top fifty, sleep sounds, summer hits, throwback thursday, cooking music, quiet piano',
)
export const MOVIES = cut(
  'Casablanca, Jaws, Alien, The Godfather, Toy Story, Titanic, Star Wars, The Matrix, Frozen, Inception, Finding Nemo, Back to the Future, Jurassic Park, The Lion King, Some Like It Hot, Amelie, Spirited Away, Rear Window, Groundhog Day, Pulp Fiction, Singin in the Rain, Gladiator, The Princess Bride, Up, The Wizard of Oz, Blade Runner, Moonlight',
)
export const SERIES = cut(
  'Friends, The Office, Breaking Bad, Doctor Who, Seinfeld, The Crown, Stranger Things, Planet Earth, The Simpsons, Sherlock, Cheers, Twin Peaks, Downton Abbey, Lost, Fawlty Towers, House of Cards, Game of Thrones, Sesame Street, Star Trek, The West Wing',
)
export const BOOKS = cut(
  'Moby Dick, Pride and Prejudice, Dracula, The Hobbit, Little Women, Jane Eyre, War and Peace, Frankenstein, Great Expectations, The Time Machine, Dune, Beloved, Emma, Treasure Island, The Odyssey, Don Quixote, Middlemarch, Brave New World, The Secret Garden, Alice in Wonderland, To the Lighthouse',
)
export const AUTHORS = cut(
  'Jane Austen, Mark Twain, Toni Morrison, Agatha Christie, Leo Tolstoy, Virginia Woolf, Stephen King, Charles Dickens, Ursula Le Guin, Haruki Murakami, Mary Shelley, Terry Pratchett, Isabel Allende, James Baldwin, Oscar Wilde, Zadie Smith, Neil Gaiman, Octavia Butler',
)
export const GAMES = cut(
  'Tetris, Minecraft, Pac-Man, The Legend of Zelda, Mario Kart, Chess, Portal, Stardew Valley, Street Fighter, Animal Crossing, Space Invaders, Final Fantasy, Halo, SimCity, Donkey Kong, Civilization, The Sims, Rocket League, Myst, Doom',
)
export const SPORTS = cut(
  'soccer, tennis, basketball, baseball, ice hockey, swimming, golf, volleyball, rugby, cricket, american football, table tennis, cycling, boxing, rowing, badminton, skiing, figure skating, track and field, handball',
)
export const TEAMS = cut(
  'the Boston Celtics, Real Madrid, the Chicago Bulls, Liverpool, the Red Sox, Manchester United, the Seahawks, Bayern Munich, the Dodgers, the Toronto Raptors, Arsenal, the Yankees, Barcelona, the Green Bay Packers, Ajax, the Bruins, the Lakers, Juventus',
)
export const COMPANIES = cut(
  'Blue Harbor Bank, Acme Tools, Northwind Travel, Maple Leaf Insurance, Sunrise Bakery, Greenfield Energy, Orbit Telecom, Pine Street Books, Silver Fern Airlines, Riverside Clinic, Copper Kettle Cafe, City Hardware, Bright Smile Dental, Evergreen Market, Lakeside Cinema, Golden Dragon, Corner Pharmacy, Luna Pizza, Summit Outdoor, The Book Nook',
)
export const APPS = cut(
  'the calendar, the weather app, the browser, my email, the camera, settings, the music player, maps, messages, the photo gallery, the calculator, notes, the podcast app, the clock',
)
export const OCCUPATIONS = cut(
  'teacher, nurse, carpenter, software engineer, plumber, doctor, chef, bus driver, lawyer, electrician, journalist, dentist, accountant, firefighter, hairdresser, architect, farmer, pilot, librarian, veterinarian, graphic designer',
)
export const WEATHERS = cut(
  'rain, snow, sunny, windy, cloudy, thunderstorms, fog, hail, drizzle, a heat wave, freezing rain, partly cloudy, a storm, humid, frost, clear skies, showers, a hurricane',
)
export const LANGUAGES = cut(
  'Spanish, French, German, Italian, Japanese, Korean, Mandarin, Portuguese, Arabic, Hindi, Russian, Dutch, Swedish, Polish, Turkish, Greek, Hebrew, Vietnamese, Swahili, English, Brazilian Portuguese, Sign Language',
)
export const ROOMS = cut(
  'kitchen, living room, bedroom, bathroom, hallway, basement, garage, attic, dining room, office, guest room, nursery, laundry room, back yard, front porch, master bedroom, patio, den',
)
export const DEVICES = cut(
  'lights, lamp, ceiling fan, thermostat, television, speaker, coffee maker, heater, air conditioner, dishwasher, front door, garage door, vacuum, blinds, radio, oven, sprinkler, alarm, porch light, floor lamp, camera, humidifier',
)
export const AIRLINES = cut(
  'Delta, Lufthansa, United, British Airways, Air France, Emirates, Southwest, KLM, Qantas, Alaska Airlines, Iberia, JetBlue, Air Canada, Finnair, Singapore Airlines, Swiss, Ryanair, Turkish Airlines',
)
export const AIRPORTS = cut(
  'JFK, Heathrow, Logan, O’Hare, SFO, Schiphol, Charles de Gaulle, LAX, Sea-Tac, Changi, Gatwick, Dulles, Frankfurt airport, Denver International, LaGuardia, Haneda, Keflavik, Newark',
)
export const HOLIDAYS = cut(
  'Christmas, Thanksgiving, Easter, New Year’s Eve, Halloween, Labor Day, Memorial Day, the Fourth of July, Hanukkah, Diwali, Eid, Valentine’s Day, Mother’s Day, Boxing Day, Lunar New Year, Midsummer',
)
export const WEEKDAYS = cut('Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday')
export const MONTHS = cut(
  'January, February, March, April, May, June, July, August, September, October, November, December',
)
export const LANDMARKS = cut(
  'the Eiffel Tower, Central Park, the British Museum, Fenway Park, the Golden Gate Bridge, the Statue of Liberty, Big Ben, the Space Needle, Niagara Falls, the Colosseum, the public library, city hall, the train station, the botanical garden, the old town square, the aquarium, the science museum, Pike Place Market',
)
export const BODY_PARTS = cut(
  'head, knee, left arm, back, shoulder, stomach, right foot, neck, ankle, elbow, throat, wrist, hip, eye, chest, big toe',
)
export const CATEGORIES = cut(
  'sports, politics, business, science, technology, entertainment, health, world news, local news, travel, food, fashion, education, history, music, nature',
)
/** What people put where anything may stand: questions, titles, notes, messages. */
export const PHRASES = cut(
  'how to bake sourdough bread, the history of rome, buy milk, call the dentist tomorrow, the best hiking trails near me, water the plants, black running shoes, why the sky is blue, running ten minutes late, chocolate chip cookie recipe, pick up the kids, nearest gas station, my notes from the meeting, cheap flights in july, a good book for a rainy day, pay the electric bill, renewable energy, how far away the moon is, happy birthday, funny cat videos, take out the trash, the second world war, a birthday present for mom, blueberry pancakes, where to recycle batteries, feed the dog, tall buildings, see you at the station, print the report, apartments with a balcony, wireless headphones, volcanoes',
)
