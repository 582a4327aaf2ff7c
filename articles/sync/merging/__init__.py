"""Three-way merging of what an article says. Pure: plain data in, plain data out; no database, no Wagtail.

base is what the source said at the last sync, theirs what it says now, ours what the page says. `three_way.merge` is
the way in; `parts` names the places in an article, `content` in the folder above tells its form.
"""
