"""Common given names, lower case: they tell people from places, and whom "he" may mean."""

from __future__ import annotations

MALE = frozenset(
    """aaron abdul abraham adam adrian ahmed aidan alan alastair albert alec alex alexander alfie
    alfred ali alistair allan allen andre andreas andrew angus anthony antonio arjun arnold
    arthur austin barry basil ben benedict benjamin bernard bill bob boris brad bradley brendan
    brett brian bruce bryan callum calvin cameron carl carlos cecil charles charlie chris
    christian christopher clarence claude clifford clive colin connor conor craig curtis cyril
    dale damian daniel darren dave david dean declan denis dennis derek desmond diego dominic
    donald douglas duncan dylan ed eddie edgar edmund eduardo edward edwin eli elliot emil
    emmanuel eric ernest ethan eugene evan ewan felix ferdinand fergus finn francis francisco
    frank franz fraser fred frederick gareth garry gary gavin geoff geoffrey george gerald
    gerard gilbert giles giovanni glen glenn gordon graeme graham grant greg gregory guy hamish
    hans harold harry harvey hassan hector henry herbert howard hubert hugh hugo humphrey ian
    ibrahim igor imran isaac ivan ivor jack jacob jake jakob james jamie jan jason jeff jeffrey
    jeremy jerome jim jimmy joachim joe johan johannes john johnny jon jonas jonathan jory jose
    josef joseph josh joshua juan julian justin karl keith ken kenneth kenny kevin klaus kofi
    kurt kwame kyle lachlan lance lars laurence lawrence lee leo leon leonard leslie lewis liam
    lionel lloyd louis luca lucas luis luke malcolm marc marcel marco marcus mario mark martin
    marvin mathew matt matthew maurice max maxwell michael miguel mike mohamed mohammed morris
    muhammad murray nathan nathaniel ned neil neville nicholas nick nigel nikolai noah noel
    norman oliver oscar oskar otto owen pablo paolo pascal patrick paul pavel pedro percy pete
    peter phil philip phillip pierre piet piotr raj rajesh ralph ramesh ravi ray raymond
    reginald rex ricardo richard rick robert roberto robin rod roderick rodney roger roland rolf
    ron ronald rory ross rowan roy rudolf rufus rupert russell ryan salim sam samuel sanjay
    scott sean sebastian sergei seth shane shaun sidney silas simon spencer stanley stefan
    stephen steve steven stewart stuart sven ted terence terry theo theodore thomas tim timothy
    toby todd tom tomas tony travis trevor tristan valentin victor viktor vince vincent vladimir
    wallace walter warren wayne wilfred will william winston yusuf zachary""".split()
)
FEMALE = frozenset(
    """abigail ada adela adele agatha agnes aisha alexandra alice alicia alison amanda amber amelia
    amina amy ana anastasia andrea angela anita ann anna anne annette annie antonia april ava
    barbara beatrice becky bella bernadette beth bethany betty beverley bianca brenda bridget
    camilla carla carmen carol carole caroline catherine cathy cecilia celia charlotte cheryl
    chloe christina christine ciara claire clara clare claudia constance cordelia cynthia daisy
    dana daniela daphne dawn deborah deirdre delia denise diana diane dolores donna dora doreen
    doris dorothy edith edna eileen elaine eleanor elena elisabeth eliza elizabeth ella ellen
    elsie emilia emily emma erica erin esme esther ethel eva eve evelyn faith farah fatima
    felicity fiona flora florence frances francesca freda freya gabriela gail gemma georgia
    georgina geraldine gillian gina gloria grace greta gwen hannah harriet hazel heather heidi
    helen helena hilary hilda holly ida imelda imogen ingrid irene iris isabel isabella isla ivy
    jacqueline jane janet janice jasmine jean jeanette jennifer jenny jessica jill joan joanna
    joanne jocelyn josephine joy joyce judith judy julia julie june karen karin kate katherine
    kathleen kathryn katie katy kelly kerry kim kirsten kirsty lara laura lauren laurie leah
    leila lena leonora lesley lilian lily linda lisa lois lorna lorraine louisa louise lucia
    lucy lydia lynn mabel madeleine maggie maisie marcia margaret maria marian marianne marie
    marilyn marina marion marjorie martha mary matilda maud maureen mavis maya megan melanie
    melissa mercy meredith michelle mildred millicent miranda miriam moira molly monica muriel
    myra nadia nancy naomi natalie natasha nell nicola nicole nina nora norma olga olive olivia
    pamela patricia paula pauline pearl peggy penelope penny petra philippa phoebe phyllis pippa
    polly poppy priscilla priya rachel rebecca rhiannon rita roberta rosa rosalind rose rosemary
    rosie roxanne ruby ruth sabrina sally samantha sandra sara sarah selina shannon sharon
    sheila shirley sian silvia sofia sonia sophia sophie stella stephanie sue susan susanna
    suzanne sybil sylvia tamara tamsin tanya tara teresa tess thelma theresa tina tracey tracy
    ursula valerie vanessa vera veronica victoria viola violet virginia vivian vivien wanda
    wendy wilma winifred yasmin yvette yvonne zara zoe""".split()
)
