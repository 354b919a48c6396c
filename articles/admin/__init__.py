"""What editors and moderators meet. Admin declares; thinking happens in acts.

``registration`` registers everything. It is not imported here, since Django imports this
package in order to make the site that everything is registered with.
"""
